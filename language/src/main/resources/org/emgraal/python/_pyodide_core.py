# SPDX-License-Identifier: Apache-2.0
"""What Pyodide's own packages ask of their host."""
