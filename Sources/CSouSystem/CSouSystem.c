#define _GNU_SOURCE
#include "CSouSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int sou_open_unnamed(const char *folder) {
#ifdef O_TMPFILE
  int unnamed = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return unnamed;
#endif
  // A file system without such files: it has a name for an instant.
  char *path = 0;
  if (asprintf(&path, "%s/.sou-XXXXXX", folder) < 0) return -1;
  int named = mkstemp(path);
  if (named >= 0) {
    unlink(path);
    fcntl(named, F_SETFD, FD_CLOEXEC);
  }
  free(path);
  return named;
}
