# SPDX-License-Identifier: Apache-2.0
import pytest

import shop


@pytest.mark.parametrize("name", ["Jane", "Example GmbH"])
def test_welcome(name):
    assert shop.welcome(name) == f"Hello, {name}!"
