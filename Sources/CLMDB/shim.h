#include <lmdb.h>
/* Tells whether a folder lies in memory; Swift's own module for the C library leaves it out. */
#include <sys/statfs.h>
