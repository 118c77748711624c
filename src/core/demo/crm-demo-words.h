/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and sentences the demo company is made of, read from text files inside the program. */

#pragma once

#include "core/demo/crm-demo-random.h"

G_BEGIN_DECLS

#define CRM_DEMO_MAX_COLUMNS 5

/* One line, parted at "|". Columns that are not there are empty, never NULL. */
typedef struct
{
  const char *columns[CRM_DEMO_MAX_COLUMNS];
  guint n_columns;
} CrmDemoLine;

/* The lines of one [section]. */
typedef struct
{
  GArray *lines; /* of CrmDemoLine */
} CrmDemoList;

typedef struct _CrmDemoWords CrmDemoWords;

/**
 * crm_demo_words_new:
 * @language: "en" or "zh"
 *
 * Returns: (transfer full): the words of that language; read-only, any thread.
 */
CrmDemoWords *crm_demo_words_new (const char *language);
void crm_demo_words_free (CrmDemoWords *self);

/* The section "@name" or "@name.@part" (@part may be NULL); NULL when there is none. */
const CrmDemoList *crm_demo_words_find (const CrmDemoWords *self, const char *name, const char *part);

/* Names of all sections, sorted; for tests. */
char **crm_demo_words_dup_sections (const CrmDemoWords *self);

/* A line of a section that must be there. */
const CrmDemoLine *crm_demo_words_pick (const CrmDemoWords *self, CrmDemoRandom *random, const char *name, const char *part);
const CrmDemoLine *crm_demo_list_pick (const CrmDemoList *list, CrmDemoRandom *random);

/**
 * CrmDemoSlot:
 *
 * What may stand in braces in a sentence; crm_demo_slot_names tells how it is written.
 */
typedef enum
{
  CRM_DEMO_SLOT_PERSON,
  CRM_DEMO_SLOT_HE,
  CRM_DEMO_SLOT_HE_CAPITAL,
  CRM_DEMO_SLOT_HIM,
  CRM_DEMO_SLOT_HIS,
  CRM_DEMO_SLOT_COMPANY,
  CRM_DEMO_SLOT_CITY,
  CRM_DEMO_SLOT_PRODUCT,
  CRM_DEMO_SLOT_OTHER,
  CRM_DEMO_SLOT_QUANTITY,
  CRM_DEMO_SLOT_PRICE,
  CRM_DEMO_SLOT_AMOUNT,
  CRM_DEMO_SLOT_FAIR,
  CRM_DEMO_SLOT_COMPETITOR,
  CRM_DEMO_SLOT_DEFECT,
  CRM_DEMO_SLOT_REFERRER,
  CRM_DEMO_SLOT_COLLEAGUE,
  CRM_DEMO_SLOT_DAYS,
  CRM_DEMO_SLOT_WEEKS,
  CRM_DEMO_SLOT_MONTH,
  CRM_DEMO_SLOT_WEEKDAY,
  CRM_DEMO_N_SLOTS
} CrmDemoSlot;

extern const char *const crm_demo_slot_names[CRM_DEMO_N_SLOTS];

/* Appends @sentence with its braces filled, beginning with a capital. A brace without a value stays, so that a test sees it. */
void crm_demo_fill (GString *text, const char *sentence, const char *const slots[CRM_DEMO_N_SLOTS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDemoWords, crm_demo_words_free)

G_END_DECLS
