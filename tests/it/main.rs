//! One test binary: vectors, properties, goldens, back-tests, the command line and tidiness.
