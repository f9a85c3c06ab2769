"""What bin/run says when it cannot start: one sentence, exit 1, and nothing is left behind."""

import fcntl
import os
import socket
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def bin_run(tmp_path):
    """Run bin/run with these arguments and environment variables, on data of its own."""

    def run(*arguments, **environment):
        kept = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")}
        command = [REPOSITORY / "bin/run", *arguments]
        return subprocess.run(command, env=kept | environment, capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return str(port)


def assert_one_sentence(result, words):
    assert result.returncode == 1
    assert result.stdout == ""
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_taken_port_is_named(bin_run):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert_one_sentence(bin_run("--port", port), f"Port {port} is taken.")
        assert_one_sentence(bin_run(PORT=port), f"Port {port} is taken.")


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "80; true", "http"])
def test_a_port_that_is_none_is_refused(bin_run, port):
    assert_one_sentence(bin_run("--port", port), "is not a port")


def test_an_option_that_is_none_is_refused(bin_run):
    assert_one_sentence(bin_run("--prot", "8000"), "Usage: bin/run [--port N]")


def test_a_file_in_place_of_the_data_folder_is_named(bin_run, tmp_path, free_port):
    (tmp_path / "data").touch()
    assert_one_sentence(bin_run("--port", free_port), f"Cannot make the data folder {tmp_path}/data.")


def test_a_data_folder_that_cannot_be_written_is_named(bin_run, free_port):
    assert_one_sentence(bin_run("--port", free_port, DATA_DIR="/proc"), "Cannot write to the data folder /proc.")


def test_a_second_start_on_the_same_data_is_refused(bin_run, tmp_path, free_port):
    (tmp_path / "data").mkdir()
    with (tmp_path / "data/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert_one_sentence(bin_run("--port", free_port), "Another bin/run already uses the data folder")


def test_the_sample_is_kept_out_of_production(bin_run, free_port):
    assert_one_sentence(bin_run("--port", free_port, SITE_URL="https://quality.example"), "not for production")


def test_a_database_that_does_not_answer_is_named(bin_run, free_port):
    result = bin_run("--port", free_port, DATABASE_URL=f"postgres://a:b@127.0.0.1:{free_port}/none")
    assert_one_sentence(result, "Connection refused")
