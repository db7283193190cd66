"""Errors about the files of a show."""

from kaibo.errors import ApiError, Overloaded


class UnsupportedFile(ApiError):
    """The file is of a type or a size that a show cannot use. Takes the reason."""

    code, number, status = "UnsupportedFile", 200030, 415
    text = "This file cannot be used: %s"


class UnknownShowFile(ApiError):
    """No file of this show has this hash."""

    code, number, status = "ResourceNotFound.ShowFile", 200230, 404
    text = "This show has no such file. List its files, or create it first."


class FileDamaged(ApiError):
    """The parts do not make the file whose size and hash were announced. The server dropped them."""

    code, number, status = "ResourceConflict.FileDamaged", 200330, 409
    text = "The parts do not make the announced file. Send all of them again."


class FilesFull(ApiError):
    """The account's files have the most bytes that they may have. Takes that number in GB."""

    code, number, status = "ResourceConflict.FilesFull", 200331, 409
    text = "The files of this account would take more than %s GB. Delete files that are not needed."


class FilesAway(Overloaded):
    """The folder of files does not answer. The caller may try again soon."""

    code, number, status = "ServiceUnavailableTemp.Files", 200530, 503
    retry_after = 2
    text = "The server cannot reach its files. Try again in a moment."
