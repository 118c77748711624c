/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the outline of a survey: the survey itself, a page, or a question. */

#pragma once

#include <gtk/gtk.h>

#include "core/base/crm-id.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_OUTLINE_SURVEY,
  CRM_OUTLINE_PAGE,
  CRM_OUTLINE_QUESTION,
} CrmOutlineLevel;

/**
 * CrmOutlineItem:
 * @number: before a question, "3"; NULL for none
 * @title: what it is called, or how that is missing
 * @untitled: whether @title only says so
 * @detail: (nullable): more about it
 * @warning: (nullable): what is wrong with it
 *
 * Borrowed texts.
 */
typedef struct
{
  CrmOutlineLevel level;
  CrmId id;
  const char *number;
  const char *title;
  gboolean untitled;
  const char *detail;
  const char *warning;
  gboolean movable;
} CrmOutlineItem;

#define CRM_TYPE_OUTLINE_ROW (crm_outline_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmOutlineRow, crm_outline_row, CRM, OUTLINE_ROW, GtkListBoxRow)

/* Emits "dropped" (CrmOutlineRow *dragged, gboolean below) when another is let go over it. */
GtkWidget *crm_outline_row_new (void);
void crm_outline_row_set_item (CrmOutlineRow *self, const CrmOutlineItem *item);

CrmOutlineLevel crm_outline_row_get_level (CrmOutlineRow *self);

/* Borrowed. */
const CrmId *crm_outline_row_get_id (CrmOutlineRow *self);

G_END_DECLS
