/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the plan, for its files alone: finding, offering values, writing rows. */

#pragma once

#include "core/exchange/crm-import-custom.h"
#include "core/exchange/crm-import-index.h"
#include "core/exchange/crm-import-plan.h"

G_BEGIN_DECLS

#define CRM_IMPORT_NONE G_MAXUINT

/**
 * CrmImportTarget:
 * @entity: in the index
 * @record: (nullable): what is there before this row; %NULL for one this import makes
 * @change: (nullable): what this row changes, once there is something
 *
 * A record that a row is about.
 */
typedef struct
{
  guint entity;
  CrmRecord *record;
  CrmChange *change;
} CrmImportTarget;

/* What a custom field of a customer refers to, as the file names it. */
typedef struct
{
  guint customer;
  guint place; /* of the field */
  char *name;
  const CrmImportMapping *mapping;
  gboolean han_first;
} CrmImportReference;

struct _CrmImportPlan
{
  GPtrArray *sources;
  CrmImportCustom *custom;
  CrmImportReport *report;
  CrmImportIndex *index;
  GHashTable *users;  /* folded name → CrmId * */
  GHashTable *tags;   /* the same */
  GArray *referrals;  /* customers whose referrer may come in a later row */
  GArray *references; /* of CrmImportReference: those that may come in a later row */
  GHashTable *notes;  /* entity → GString: notes as this batch leaves them */
  GTimeZone *zone;
  gint64 now;
  gboolean rehearsal;
  gboolean names_people; /* whether a custom field refers to people */

  /* whether the file had any at the start: an empty one needs no looking up */
  gboolean is_set_up;
  gboolean has_customers;
  gboolean has_people;
  gboolean has_points;

  /* the batch under way */
  CrmConnection *connection;
  CrmEdit *edit;

  /* the row under way */
  const CrmImportMapping *mapping;
  CrmImportDraft *draft;
  GArray *roles; /* that it has been found to mean */
};

CrmImportEntity *crm_import_plan_entity (CrmImportPlan *self, guint entity);

/* ── finding (crm-import-find.c) ── */

/* The entity of a record, made known when it is not. */
guint crm_import_plan_know (CrmImportPlan *self, const CrmRecord *record);

/* Makes a fresh entity known under the keys of its name and ids. */
guint crm_import_plan_make (CrmImportPlan *self, const CrmKind *kind, const CrmId *id, const CrmValue *name, const CrmValue *name_key, gboolean is_company, const char *external_id);

/* FALSE on error; CRM_IMPORT_NONE when there is none. */
gboolean crm_import_plan_find_by_id (CrmImportPlan *self, const CrmKind *kind, const CrmId *id, guint *entity, GError **error);
gboolean crm_import_plan_find_by_external_id (CrmImportPlan *self, const CrmKind *kind, gboolean company, const char *external_id, guint *entity, GError **error);
gboolean crm_import_plan_parse_urn (const char *external_id, CrmId *id);
gboolean crm_import_plan_find_company (CrmImportPlan *self, const char *external_id, const CrmValue *name_key, guint *entity, GError **error);

/* Whoever bears the name, whatever else the row says; not @but. */
gboolean crm_import_plan_find_by_name (CrmImportPlan *self, gboolean company, const CrmValue *name_key, guint but, guint *entity, GError **error);

/* The customer of that name, company or individual, but for @but. */
gboolean crm_import_plan_find_named_customer (CrmImportPlan *self, const char *name, gboolean han_first, guint but, guint *entity, GError **error);

/* The person of that name, wherever; only where a custom field refers to people. */
gboolean crm_import_plan_find_named_person (CrmImportPlan *self, const char *name, gboolean han_first, guint *entity, GError **error);

/* By ids, contact points and, where @name_key is given, name, as the mapping says. A person's search may find a person, too. */
gboolean crm_import_plan_find_subject (CrmImportPlan *self, gboolean company, const CrmId *id, const char *external_id, GArray *points, const char *name, const CrmValue *name_key, guint *entity, GError **error);

/* The person of that name at a customer. */
gboolean crm_import_plan_find_member (CrmImportPlan *self, guint customer, const CrmDraftPerson *person, gboolean by_name_alone, guint *entity, GError **error);

/* The person's first customer, or the first of that name. */
gboolean crm_import_plan_find_employer (CrmImportPlan *self, guint person, const CrmValue *name_key, guint *customer, GError **error);

/* The record as it is, when it is not made by this import. */
gboolean crm_import_plan_read (CrmImportPlan *self, guint entity, CrmRecord **record, GError **error);

/* ── writing (crm-import-write.c) ── */

gboolean crm_import_plan_open (CrmImportPlan *self, guint entity, CrmImportTarget *target, GError **error);
void crm_import_target_clear (CrmImportTarget *target);
CrmChange *crm_import_plan_change (CrmImportPlan *self, CrmImportTarget *target);
void crm_import_plan_offer (CrmImportPlan *self, CrmImportTarget *target, guint field, const CrmValue *value);
gboolean crm_import_plan_add_note (CrmImportPlan *self, CrmImportTarget *target, guint field, const char *text, GError **error);
gboolean crm_import_plan_add_points (CrmImportPlan *self, const CrmImportTarget *owner, GArray *points, GError **error);
gboolean crm_import_plan_add_role (CrmImportPlan *self, guint customer, guint person, const CrmValue *values, GError **error);
gboolean crm_import_plan_add_tags (CrmImportPlan *self, const CrmImportTarget *customer, GPtrArray *names, GError **error);
gboolean crm_import_plan_add_custom (CrmImportPlan *self, const CrmImportTarget *customer, GError **error);
/* The values a customer has in the file, none of one that is made. */
gboolean crm_import_plan_read_custom (CrmImportPlan *self, guint customer, GPtrArray **values, GError **error);
gboolean crm_import_plan_find_user (CrmImportPlan *self, const char *name, const CrmId *present, CrmId *user, GError **error);
gboolean crm_import_plan_add_interaction (CrmImportPlan *self, guint customer, guint person, GError **error);

/* ── custom fields that refer to something (crm-import-reference.c) ── */

GArray *crm_import_references_new (void);

/* @record: (nullable): the value there is. Sets it, or waits for a row that makes who is named. */
gboolean crm_import_plan_offer_reference (CrmImportPlan *self, guint customer, guint place, const char *name, const CrmRecord *record, GError **error);

/* After the last row. */
gboolean crm_import_plan_settle_references (CrmImportPlan *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmImportTarget, crm_import_target_clear)

G_END_DECLS
