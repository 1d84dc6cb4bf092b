"""What holds for all tests: nothing is written into the home of whoever runs them."""

import os

# Tests of the cache itself switch it on, in a folder of their own; child processes inherit this.
os.environ["GLOSSA_NO_CACHE"] = "1"
