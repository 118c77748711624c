/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a workbook. */

#define _GNU_SOURCE

#include "fuzz-input.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_read (data, size);
  return 0;
}
