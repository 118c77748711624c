/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hook at /h/: another program tells of a call or a message, signed. */

#pragma once

#include "server/crm-server-page.h"

G_BEGIN_DECLS

/* Answers JSON: @code for the program that called, @message for the person who wrote that. */
void crm_server_hook_refuse (CrmServerPageResponse *response, guint status, const char *code, const char *message);

G_END_DECLS
