"""A real llama.cpp server in a process of its own, with a small model whose weights were fetched before.

Run: python real.py WEIGHTS. Prints the address, and serves until its input closes.
"""

import sys

import xllamacpp  # type: ignore[import-untyped]  # ships no types


def main() -> None:
    """Serve."""
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.n_ctx = 8_192
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.port = 0
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
