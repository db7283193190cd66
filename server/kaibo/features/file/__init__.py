"""The files of a show: pictures and PDF, which a host or a company puts there in parts."""
