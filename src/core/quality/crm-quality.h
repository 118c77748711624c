/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at all customers, people and ways to reach them: which records each check finds. */

#pragma once

#include "core/quality/crm-quality-check.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmQuality:
 * @found: (element-type gint64): for each check the rowids found, in the order of the file
 * @of: of how many each is a share
 *
 * Immutable, reference-counted.
 */
typedef struct
{
  GArray *found[CRM_QUALITY_N_CHECKS];
  guint of[CRM_QUALITY_N_CHECKS];
} CrmQuality;

#define CRM_TYPE_QUALITY (crm_quality_get_type ())

GType crm_quality_get_type (void);
CrmQuality *crm_quality_ref (CrmQuality *self);
void crm_quality_unref (CrmQuality *self);

/**
 * CrmQualityQuestion:
 * @now: microseconds UTC
 * @zone: decides what day it is
 * @calling_code: (nullable): the office's own; %NULL as the file says
 * @progress: (nullable): called on the reader's thread now and then, with 0 to 1
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  const char *calling_code;
  void (*progress) (double fraction, gpointer data);
  gpointer data;
} CrmQualityQuestion;

/**
 * crm_quality_read:
 *
 * Deleted records are not looked at, nor are ways to reach somebody who is. One pass over each of three tables; a cancelled reading ends at once. On a
 * reader's thread.
 *
 * Returns: (transfer full): %NULL with an error.
 */
CrmQuality *crm_quality_read (CrmConnection *connection, const CrmQualityQuestion *question, GError **error);

/* Whether a change of this kind can make another look worth while: a bit for each #CrmKindId. */
guint crm_quality_get_kinds (void);

/* Whether the check still finds the record, as after somebody mended it. On a reader's thread. */
gboolean crm_quality_finds (CrmConnection *connection, const CrmQualityQuestion *question, CrmQualityCheck check, gint64 rowid, gboolean *finds, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuality, crm_quality_unref)

G_END_DECLS
