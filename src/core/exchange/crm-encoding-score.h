/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much sense a text makes when read in one encoding: private to crm-encoding.c. */

#pragma once

#include <glib.h>
#include <unicode/utypes.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  double (*score) (const guint8 *bytes, gsize length, const UChar *text, int32_t text_length);
  const char *letters; /* of each language written in a Windows page, lower case, languages parted by bars */
} CrmEncodingCandidate;

/**
 * crm_encoding_candidates:
 *
 * Returns: (transfer none): the encodings to try, ended by a %NULL name; of equals the first wins.
 */
const CrmEncodingCandidate *crm_encoding_candidates (void);

/**
 * crm_encoding_score:
 *
 * Returns: 0 (nonsense) to 1 (all of it makes sense).
 */
double crm_encoding_score (const CrmEncodingCandidate *candidate, const guint8 *bytes, gsize length);

G_END_DECLS
