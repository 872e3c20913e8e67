#include "CBuild.h"

// The only file that depends on the commit, so that a new commit rebuilds nothing else.
//
// scripts/build-release passes it through Package.swift. In an archive made by git archive, git itself has replaced the
// words between the dollar signs (.gitattributes).
#ifndef TOLLGATE_COMMIT
#define TOLLGATE_COMMIT "$Format:%h$"
#endif

const char *cbuild_commit(void) {
    static const char commit[] = TOLLGATE_COMMIT;
    return commit[0] == '$' ? "" : commit;
}
