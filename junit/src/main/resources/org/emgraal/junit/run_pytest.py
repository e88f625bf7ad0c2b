# SPDX-License-Identifier: Apache-2.0
"""Runs pytest and gives the outcome of each test: evaluates to a function of the path of the tests."""
import sys

sys.dont_write_bytecode = True


class Recorder:
    """A plugin of pytest. A test's worst phase counts; what cannot even be collected is a test that fails."""

    def __init__(self):
        self.outcomes = {}

    def record(self, report):
        known = self.outcomes.get(report.nodeid, ("passed", ""))
        if report.outcome == "passed" or known[0] == "failed":
            self.outcomes.setdefault(report.nodeid, known)
        elif report.outcome == "skipped":
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
            self.outcomes[report.nodeid] = ("skipped", str(reason or getattr(report, "wasxfail", "")))
        else:
            self.outcomes[report.nodeid] = ("failed", report.longreprtext)

    def pytest_runtest_logreport(self, report):
        self.record(report)

    def pytest_collectreport(self, report):
        if report.outcome != "passed":
            self.record(report)


def run_pytest(path):
    import pytest
    recorder = Recorder()
    pytest.main(["-q", "-p", "no:cacheprovider", path], plugins=[recorder])
    return [[name, kind, message] for name, (kind, message) in recorder.outcomes.items()]


run_pytest
