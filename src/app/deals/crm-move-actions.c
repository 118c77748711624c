/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the deals selected in a view. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-move-actions.h"

#include "app/deals/crm-deal-moving.h"
#include "app/timeline/crm-step-dialog.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/sales/crm-deal-bulk.h"
#include "core/store/crm-bulk.h"
#include "core/sales/crm-deal-move.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmMoveActions
{
  GObject parent_instance;

  GSimpleActionGroup *group;
  CrmDealsView *view; /* borrowed: it holds the actions */
  const CrmMoveActionsSource *source;
  gpointer owner; /* borrowed: what the source is asked of */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmMoveActions, crm_move_actions, G_TYPE_OBJECT)

/* ── what it is about ─────────────────────────────────────────────────────────────────────── */

static CrmPage *
get_page (CrmMoveActions *self)
{
  return self->view != NULL ? crm_deals_view_get_page (self->view) : NULL;
}

static GPtrArray *
get_users (CrmMoveActions *self)
{
  return crm_deals_scope_get_users (crm_deals_view_get_scope (self->view));
}

static void
say (CrmMoveActions *self, const char *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self->view), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_moved (DexFuture *future, gpointer data)
{
  CrmMoveActions *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  CrmDealMovePlan *plan = value != NULL ? g_value_get_boxed (value) : NULL;
  g_autofree char *said = NULL;

  if (plan == NULL || self->view == NULL)
    return dex_future_new_false ();
  said = crm_deal_move_plan_dup_done (plan);
  say (self, said);
  g_signal_emit (self, signals[MOVED], 0, plan->first->rowid, plan->stage);
  return dex_future_new_true ();
}

void
crm_move_actions_move (CrmMoveActions *self, GArray *rowids, CrmRecord *stage)
{
  g_return_if_fail (CRM_IS_MOVE_ACTIONS (self) && rowids != NULL && stage != NULL);

  if (rowids->len > 0 && get_page (self) != NULL)
    dex_future_disown (dex_future_then (crm_deals_move (get_page (self), rowids, stage), on_moved, g_object_ref (self), g_object_unref));
}

static CrmPipeline *
get_pipeline (CrmMoveActions *self)
{
  return crm_deals_scope_get_pipeline (crm_deals_view_get_scope (self->view));
}

static void
close_as (CrmMoveActions *self, const char *outcome)
{
  g_autoptr (GArray) rowids = self->source->dup_selected (self->owner);
  CrmRecord *stage = get_pipeline (self) != NULL ? crm_pipeline_find_stage_for (get_pipeline (self), outcome) : NULL;

  if (stage != NULL)
    crm_move_actions_move (self, rowids, stage);
  else
    crm_page_say (get_page (self), strcmp (outcome, "won") == 0 ? _ ("This pipeline has no stage for won deals") : _ ("This pipeline has no stage for lost deals"), FALSE);
}

static void
on_move_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMoveActions *self = CRM_MOVE_ACTIONS (data);
  g_autoptr (GArray) rowids = self->source->dup_selected (self->owner);
  CrmRecord *stage;
  CrmId id;

  if (!crm_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  stage = crm_pipelines_find_stage (crm_deals_scope_get_pipelines (crm_deals_view_get_scope (self->view)), &id, NULL);
  if (stage != NULL)
    crm_move_actions_move (self, rowids, stage);
}

static void
on_won (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  close_as (CRM_MOVE_ACTIONS (data), "won");
}

static void
on_lost (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  close_as (CRM_MOVE_ACTIONS (data), "lost");
}

/* ── planning, assigning, deleting ────────────────────────────────────────────────────────── */

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%'u deal", "%'u deals", n), n);
}

typedef struct
{
  CrmMoveActions *actions;
  GArray *rowids;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_object_unref (planning->actions);
  g_array_unref (planning->rowids);
  g_free (planning);
}

static gboolean
read_first (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GArray *rowids = data;
  GError *local_error = NULL;
  CrmRecord *deal = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (rowids, gint64, 0), &local_error);

  g_value_init (result, CRM_TYPE_RECORD);
  g_value_take_boxed (result, deal);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static DexFuture *
plan_step (gpointer data)
{
  Planning *planning = data;
  CrmMoveActions *self = planning->actions;
  CrmContext *context = crm_deals_view_get_context (self->view);
  g_autoptr (CrmRecord) first = dex_await_boxed (crm_store_read (crm_context_get_store (context), NULL, read_first, g_array_ref (planning->rowids), (GDestroyNotify)g_array_unref), NULL);
  g_autoptr (GArray) task = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *subject = NULL;

  if (first == NULL || get_page (self) == NULL)
    return dex_future_new_false ();
  subject = planning->rowids->len == 1 ? g_strdup (crm_record_get_title (first)) : dup_count (planning->rowids->len);
  task = dex_await_boxed (crm_step_dialog_ask (GTK_WIDGET (get_page (self)), context, subject), NULL);
  if (task == NULL || get_page (self) == NULL)
    return dex_future_new_false ();
  edit = crm_deal_bulk_new_tasks (_ ("Plan next step"), planning->rowids, task);
  return crm_page_apply (get_page (self), edit, _ ("Next step planned"));
}

static void
on_plan (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMoveActions *self = CRM_MOVE_ACTIONS (data);
  g_autoptr (GArray) rowids = self->source->dup_selected (self->owner);
  Planning *planning;

  if (rowids->len == 0)
    return;
  planning = g_new (Planning, 1);
  *planning = (Planning){ g_object_ref (self), g_steal_pointer (&rowids) };
  dex_future_disown (dex_scheduler_spawn (NULL, 0, plan_step, planning, planning_free));
}

static const char *
find_user_name (CrmMoveActions *self, const CrmId *id)
{
  GPtrArray *users = get_users (self);

  for (guint i = 0; users != NULL && i < users->len; i++)
    if (crm_id_equal (&((CrmRecord *)users->pdata[i])->id, id))
      return crm_record_get_title (users->pdata[i]);
  return NULL;
}

static void
on_assign (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMoveActions *self = CRM_MOVE_ACTIONS (data);
  g_autoptr (GArray) rowids = self->source->dup_selected (self->owner), assignments = crm_assignments_new ();
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *title = NULL, *toast = NULL;
  const char *name;
  CrmId user;

  if (rowids->len == 0 || !crm_id_parse (g_variant_get_string (parameter, NULL), &user))
    return;
  name = find_user_name (self, &user);
  if (name == NULL)
    return;
  crm_assignments_add (assignments, CRM_DEAL_OWNER, crm_value_id (&user));
  title = g_strdup_printf (ngettext ("Give %1$'u deal to %2$s", "Give %1$'u deals to %2$s", rowids->len), rowids->len, name);
  toast = g_strdup_printf (ngettext ("%1$'u deal given to %2$s", "%1$'u deals given to %2$s", rowids->len), rowids->len, name);
  edit = crm_bulk_new_assignment (title, &crm_kind_deal, rowids, assignments, NULL);
  dex_future_disown (crm_page_apply (get_page (self), edit, toast));
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMoveActions *self = CRM_MOVE_ACTIONS (data);
  g_autoptr (GArray) rowids = self->source->dup_selected (self->owner);
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *title = NULL, *toast = NULL;

  if (rowids->len == 0)
    return;
  title = g_strdup_printf (ngettext ("Delete %'u deal", "Delete %'u deals", rowids->len), rowids->len);
  toast = g_strdup_printf (ngettext ("%'u deal deleted", "%'u deals deleted", rowids->len), rowids->len);
  edit = crm_bulk_new_deletion (title, &crm_kind_deal, rowids, NULL);
  dex_future_disown (crm_page_apply (get_page (self), edit, toast));
}

/* ── menus and keys ───────────────────────────────────────────────────────────────────────── */

static void
append (GMenu *menu, const char *label, const char *action, const char *accelerator)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (accelerator != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accelerator);
  g_menu_append_item (menu, item);
}

static void
append_target (GMenu *menu, CrmRecord *record, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  char id[CRM_ID_STRING_LENGTH + 1];

  g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", crm_record_get_title (record));
  g_menu_item_set_action_and_target (item, action, "s", crm_id_format (&record->id, id));
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_stage_menu (CrmMoveActions *self)
{
  CrmPipeline *pipeline = get_pipeline (self);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; pipeline != NULL && i < pipeline->stages->len; i++)
    append_target (menu, pipeline->stages->pdata[i], "deals.move-to");
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_user_menu (CrmMoveActions *self)
{
  GPtrArray *users = get_users (self);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; users != NULL && i < users->len; i++)
    append_target (menu, users->pdata[i], "deals.assign");
  return G_MENU_MODEL (menu);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

GMenuModel *
crm_move_actions_make_menu (CrmMoveActions *self)
{
  GMenu *menu = g_menu_new (), *section = g_menu_new ();
  g_autoptr (GMenuModel) stages = NULL, users = NULL;

  g_return_val_if_fail (CRM_IS_MOVE_ACTIONS (self), G_MENU_MODEL (menu));

  stages = make_stage_menu (self);
  users = make_user_menu (self);
  append (section, _ ("_Open"), "deals.open", "Return");
  if (g_action_map_lookup_action (G_ACTION_MAP (self->group), "preview") != NULL)
    append (section, _ ("_Preview"), "deals.preview", "space");
  append_section (menu, section);
  section = g_menu_new ();
  g_menu_append_submenu (section, _ ("_Move to"), stages);
  append (section, _ ("_Won"), "deals.won", "w");
  append (section, _ ("_Lost…"), "deals.lost", "l");
  append_section (menu, section);
  section = g_menu_new ();
  append (section, _ ("Pl_an Next Step…"), "deals.plan", "a");
  if (g_menu_model_get_n_items (users) > 1)
    g_menu_append_submenu (section, _ ("_Give to"), users);
  append_section (menu, section);
  section = g_menu_new ();
  append (section, _ ("_Delete"), "deals.delete", "Delete");
  append_section (menu, section);
  return G_MENU_MODEL (menu);
}

/* Below what is selected, but the view's child: a popover within a row is given too little height. */
void
crm_move_actions_popup (CrmMoveActions *self, GMenuModel *menu)
{
  GtkWidget *anchor = self->source->get_anchor (self->owner);
  graphene_point_t at;

  if (anchor != NULL && gtk_widget_compute_point (anchor, GTK_WIDGET (self->view), &GRAPHENE_POINT_INIT (0, (float)gtk_widget_get_height (anchor)), &at))
    crm_menu_popup (GTK_WIDGET (self->view), menu, &at);
}

void
crm_move_actions_choose_stage (CrmMoveActions *self)
{
  g_autoptr (GMenuModel) stages = NULL;

  g_return_if_fail (CRM_IS_MOVE_ACTIONS (self));

  stages = make_stage_menu (self);
  crm_move_actions_popup (self, stages);
}

static void
on_choose_stage (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_move_actions_choose_stage (CRM_MOVE_ACTIONS (data));
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMoveActions *self = CRM_MOVE_ACTIONS (data);
  g_autoptr (GMenuModel) menu = crm_move_actions_make_menu (self);

  crm_move_actions_popup (self, menu);
}

gboolean
crm_move_actions_press (CrmMoveActions *self, guint key, GdkModifierType state)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *action;
  } keys[] = {
    { GDK_KEY_m, 0, "choose-stage" },
    { GDK_KEY_w, 0, "won" },
    { GDK_KEY_l, 0, "lost" },
    { GDK_KEY_a, 0, "plan" },
    { GDK_KEY_Delete, 0, "delete" },
    { GDK_KEY_KP_Delete, 0, "delete" },
    { GDK_KEY_Menu, 0, "menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "menu" },
  };
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  g_return_val_if_fail (CRM_IS_MOVE_ACTIONS (self), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (gdk_keyval_to_lower (key) == keys[i].key && held == keys[i].state)
      {
        g_action_group_activate_action (G_ACTION_GROUP (self->group), keys[i].action, NULL);
        return TRUE;
      }
  return FALSE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

void
crm_move_actions_update (CrmMoveActions *self)
{
  g_autoptr (GArray) rowids = NULL;
  g_auto (GStrv) names = NULL;

  g_return_if_fail (CRM_IS_MOVE_ACTIONS (self));

  rowids = self->source->dup_selected (self->owner);
  names = g_action_group_list_actions (G_ACTION_GROUP (self->group));
  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), names[i])), rowids->len > 0);
}

void
crm_move_actions_add (CrmMoveActions *self, const char *name, GCallback activate, gpointer owner)
{
  g_autoptr (GSimpleAction) action = NULL;

  g_return_if_fail (CRM_IS_MOVE_ACTIONS (self) && name != NULL && activate != NULL);

  action = g_simple_action_new (name, NULL);
  g_signal_connect_object (action, "activate", activate, owner, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->group), G_ACTION (action));
}

static void
on_view_destroyed (CrmMoveActions *self)
{
  self->view = NULL;
}

static void
crm_move_actions_finalize (GObject *object)
{
  g_clear_object (&CRM_MOVE_ACTIONS (object)->group);

  G_OBJECT_CLASS (crm_move_actions_parent_class)->finalize (object);
}

static void
crm_move_actions_class_init (CrmMoveActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_move_actions_finalize;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, CRM_TYPE_RECORD);
}

static void
crm_move_actions_init (CrmMoveActions *self)
{
  self->group = g_simple_action_group_new ();
}

CrmMoveActions *
crm_move_actions_new (CrmDealsView *view, const CrmMoveActionsSource *source, gpointer owner)
{
  static const GActionEntry entries[] = {
    { .name = "move-to", .activate = on_move_to, .parameter_type = "s" },
    { .name = "choose-stage", .activate = on_choose_stage },
    { .name = "won", .activate = on_won },
    { .name = "lost", .activate = on_lost },
    { .name = "plan", .activate = on_plan },
    { .name = "assign", .activate = on_assign, .parameter_type = "s" },
    { .name = "delete", .activate = on_delete },
    { .name = "menu", .activate = on_menu },
  };
  CrmMoveActions *self;

  g_return_val_if_fail (CRM_IS_DEALS_VIEW (view) && source != NULL, NULL);

  self = g_object_new (CRM_TYPE_MOVE_ACTIONS, NULL);
  self->view = view;
  self->source = source;
  self->owner = owner;
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "deals", G_ACTION_GROUP (self->group));
  g_signal_connect_object (view, "destroy", G_CALLBACK (on_view_destroyed), self, G_CONNECT_SWAPPED);
  return self;
}
