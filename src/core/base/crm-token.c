/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that stand in links: as people pass them on, and as they are kept. */

#include "core/base/crm-token.h"

char *
crm_token_clean (const char *token)
{
  GString *clean = g_string_new (NULL);

  g_return_val_if_fail (token != NULL, NULL);

  for (const char *at = token; *at != '\0' && clean->len <= CRM_TOKEN_MAX; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (clean, g_ascii_tolower (*at));
  return g_string_free_and_steal (clean);
}

char *
crm_token_hash (const char *token)
{
  g_autofree char *clean = crm_token_clean (token);

  return clean != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, clean, -1) : NULL;
}
