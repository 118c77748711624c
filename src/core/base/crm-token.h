/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that stand in links: as people pass them on, and as they are kept. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer is no token. */
#define CRM_TOKEN_MAX 128

/* (transfer full): a token as it was made: case, spaces and hyphens do not count. */
char *crm_token_clean (const char *token);

/* (transfer full): what stands for a token where it is not to be read: its SHA-256 in hexadecimal digits. */
char *crm_token_hash (const char *token);

G_END_DECLS
