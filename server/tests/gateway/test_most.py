"""How the files of a process are shared among connections, streams and sockets."""

import pytest
from kaibo.gateway.most import Most, Rank, for_rank


def test_company_behind_one_address_fits_into_4096_files() -> None:
    most = Most.of(4096)
    assert for_rank(min(most.streams_of_address, most.sockets_of_address), Rank.VIEWER) >= 400
    assert most.connections_of_address > most.streams_of_address + most.sockets_of_address


@pytest.mark.parametrize("files", [256, 1024, 4096, 65_536])
def test_limits_leave_files_for_the_server_itself(files: int) -> None:
    most = Most.of(files)
    assert most.connections + most.sockets <= files * 7 // 8  # each socket also has one to the media engine
    assert most.connections > most.streams + most.sockets
    assert for_rank(most.streams, Rank.VIEWER) < for_rank(most.streams, Rank.GUEST) < most.streams
