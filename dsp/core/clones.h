// SPDX-License-Identifier: GPL-3.0-or-later
// BORESIGHT_CLONES before a function compiles it twice, for any x86-64-v2 machine and for those with AVX2 (x86-64-v3);
// the loader picks. Worth it for small loops over arrays that the program spends its time in, given as functions of
// their own with restricted pointers. Nothing on other processors, nor under the thread sanitizer, which such functions
// crash at start.
#pragma once

#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__) && !defined(__AVX2__)
#if defined(__clang__)
#define BORESIGHT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BORESIGHT_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#endif
#else
#define BORESIGHT_CLONES
#endif
