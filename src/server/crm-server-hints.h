/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When those who listen are told: of the first change of a scope at once, of those that follow closely together. */

#pragma once

#include "core/base/crm-id.h"

G_BEGIN_DECLS

/* Of one scope nobody is told more often than this, microseconds. */
#define CRM_SERVER_HINT_GAP (100 * G_TIME_SPAN_MILLISECOND)

/* Of one thread; knows no clock but what it is given: monotonic, microseconds. */
typedef struct _CrmServerHints CrmServerHints;

/* What is to be told. */
typedef struct
{
  CrmId workspace;
  char *scope;
  gint64 seq;
} CrmServerHint;

CrmServerHints *crm_server_hints_new (void);
void crm_server_hints_free (CrmServerHints *self);

/**
 * crm_server_hints_note:
 *
 * Notes that a commit which ended with @seq touched the scope.
 *
 * Returns: whether that is to be told now; otherwise it waits.
 */
gboolean crm_server_hints_note (CrmServerHints *self, const CrmId *workspace, const char *scope, gint64 seq, gint64 now);

/* Returns: (transfer full) (element-type CrmServerHint): what waited long enough, each scope with its last number. */
GArray *crm_server_hints_take (CrmServerHints *self, gint64 now);

/* When to take the next time; -1 for when nothing is kept. */
gint64 crm_server_hints_get_due (CrmServerHints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerHints, crm_server_hints_free)

G_END_DECLS
