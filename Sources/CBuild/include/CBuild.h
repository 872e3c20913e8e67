#pragma once

/// The commit that this was built from, such as `8cb8b2d` or `8cb8b2d-modified`; empty where nobody said.
const char *cbuild_commit(void);
