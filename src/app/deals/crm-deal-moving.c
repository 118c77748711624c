/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings deals to a stage, wherever that is asked for: asks for what they lack, writes, says so. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-moving.h"

#include "app/deals/crm-lose-dialog.h"
#include "app/deals/crm-move-dialog.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CrmPage *page;
  GArray *rowids;
  CrmRecord *stage;
  GPtrArray *users; /* who can be asked for as the owner; read with the plan */
} Moving;

static Moving *
moving_ref (gpointer moving)
{
  return g_atomic_rc_box_acquire (moving);
}

static void
clear (gpointer data)
{
  Moving *moving = data;

  g_object_unref (moving->page);
  g_array_unref (moving->rowids);
  crm_record_unref (moving->stage);
  g_ptr_array_unref (moving->users);
}

static void
moving_unref (gpointer moving)
{
  g_atomic_rc_box_release_full (moving, clear);
}

static gboolean
read_users (CrmConnection *connection, GPtrArray *users, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM user WHERE deleted = 0 ORDER BY name", crm_kind_get_columns (&crm_kind_user));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (users, crm_statement_read_record (statement, &crm_kind_user));
  return step == 0;
}

static gboolean
read_plan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Moving *moving = data;
  CrmDealMovePlan *plan;

  if (!read_users (connection, moving->users, error))
    return FALSE;
  plan = crm_deal_move_plan_read (connection, moving->rowids, moving->stage, error);
  if (plan == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_DEAL_MOVE_PLAN);
  g_value_take_boxed (result, plan);
  return TRUE;
}

/* ── in words ─────────────────────────────────────────────────────────────────────────────── */

static char *
dup_words (CrmDealMovePlan *plan, const char *one, const char *many)
{
  const char *stage = crm_record_get_title (plan->stage);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return plan->deals->len == 1 ? g_strdup_printf (one, crm_record_get_title (plan->first), stage) : g_strdup_printf (many, plan->deals->len, stage);
#pragma GCC diagnostic pop
}

static char *
dup_move_title (CrmDealMovePlan *plan)
{
  /* Translators: %1$s is a deal or how many deals, %2$s a stage; Undo names it so. */
  return dup_words (plan, _ ("Move “%1$s” to %2$s"), ngettext ("Move %1$'u deal to %2$s", "Move %1$'u deals to %2$s", plan->deals->len));
}

char *
crm_deal_move_plan_dup_done (CrmDealMovePlan *plan)
{
  const char *outcome = crm_stage_get_outcome (plan->stage);

  if (strcmp (outcome, "won") == 0)
    return dup_words (plan, _ ("“%1$s” won"), ngettext ("%1$'u deal won", "%1$'u deals won", plan->deals->len));
  if (strcmp (outcome, "lost") == 0)
    return dup_words (plan, _ ("“%1$s” lost"), ngettext ("%1$'u deal lost", "%1$'u deals lost", plan->deals->len));
  return dup_words (plan, _ ("“%1$s” moved to %2$s"), ngettext ("%1$'u deal moved to %2$s", "%1$'u deals moved to %2$s", plan->deals->len));
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

static guint64
get_fields (GArray *assignments)
{
  guint64 fields = 0;

  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    fields |= G_GUINT64_CONSTANT (1) << g_array_index (assignments, CrmAssignment, i).field;
  return fields;
}

/* Asks what must be known first; FALSE when the person does not go on. */
static gboolean
ask_first (Moving *moving, CrmDealMovePlan *plan, GArray **details, GArray **fills)
{
  GtkWidget *parent = GTK_WIDGET (moving->page);
  guint64 missing;

  if (strcmp (crm_stage_get_outcome (plan->stage), "lost") == 0)
    {
      *details = dex_await_boxed (crm_lose_dialog_ask (parent, plan), NULL);
      if (*details == NULL)
        return FALSE;
    }
  missing = plan->missing & ~get_fields (*details);
  if (missing == 0)
    return TRUE;
  *fills = dex_await_boxed (crm_move_dialog_ask (parent, crm_page_get_context (moving->page), moving->users, plan, missing), NULL);
  return *fills != NULL;
}

/* A page that has been left meanwhile has nothing more to say. */
static gboolean
is_there (CrmPage *page)
{
  return gtk_widget_get_root (GTK_WIDGET (page)) != NULL;
}

static DexFuture *
new_given_up (void)
{
  return dex_future_new_for_error (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The person did not go on"));
}

static DexFuture *
move (gpointer data)
{
  Moving *moving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDealMovePlan) plan = NULL;
  g_autoptr (GArray) details = NULL, fills = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *title = NULL, *done = NULL;

  plan = dex_await_boxed (crm_store_read (crm_context_get_store (crm_page_get_context (moving->page)), NULL, read_plan, moving_ref (moving), moving_unref), &error);
  if (!is_there (moving->page))
    return new_given_up ();
  if (plan == NULL)
    {
      crm_page_fail (moving->page, error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  if (plan->deals->len == 0 || !ask_first (moving, plan, &details, &fills) || !is_there (moving->page))
    return new_given_up ();
  title = dup_move_title (plan);
  done = crm_deal_move_plan_dup_done (plan);
  edit = crm_deal_move_plan_make_edit (plan, title, fills, details);
  if (!dex_await (crm_page_apply (moving->page, edit, done), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (CRM_TYPE_DEAL_MOVE_PLAN, g_steal_pointer (&plan));
}

DexFuture *
crm_deals_move (CrmPage *page, GArray *rowids, CrmRecord *stage)
{
  Moving *moving;

  g_return_val_if_fail (CRM_IS_PAGE (page) && rowids != NULL && stage != NULL && stage->kind == &crm_kind_stage, NULL);

  moving = g_atomic_rc_box_new0 (Moving);
  moving->page = g_object_ref (page);
  moving->rowids = g_array_ref (rowids);
  moving->stage = crm_record_ref (stage);
  moving->users = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  return dex_scheduler_spawn (NULL, 0, move, moving, moving_unref);
}
