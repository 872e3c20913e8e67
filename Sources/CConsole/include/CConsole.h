#pragma once

#include <stddef.h>

/// A file of the console, as it stands in the binary.
struct cconsole_file {
    /// Its path below `Pages/`, such as `scripts/main.js`.
    const char *path;
    const unsigned char *bytes;
    size_t count;
};

/// The files of the console; `*count` becomes how many there are. They live as long as the process.
const struct cconsole_file *cconsole_files(size_t *count);
