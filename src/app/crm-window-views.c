/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does with saved views: goes to one, puts them in order, takes them out of the sidebar. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/views/crm-view-place.h"

/* NULL where it is no more. */
static CrmSavedView *
find_view (CrmWindow *self, const char *text)
{
  CrmId id;

  if (self->context == NULL || !crm_id_parse (text, &id))
    return NULL;
  return crm_view_reading_find (crm_context_get_views (self->context), &id);
}

static void
apply (CrmWindow *self, CrmEdit *edit)
{
  CrmPage *page = crm_window_get_page (self);

  if (page != NULL)
    dex_future_disown (crm_page_apply (page, edit, NULL));
}

static void
on_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  const char *text = g_variant_get_string (parameter, NULL);
  const CrmSavedView *view = find_view (self, text);
  const CrmViewPlace *place = view != NULL ? crm_view_place_find (view->kind) : NULL;

  if (place != NULL)
    crm_window_show_view (self, place->page, text);
}

static void
on_all_records (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_show_view (CRM_WINDOW (data), g_variant_get_string (parameter, NULL), "");
}

static void
on_move_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  const CrmSavedView *moved, *target;
  g_autoptr (CrmEdit) edit = NULL;
  const char *text, *target_text;

  g_variant_get (parameter, "(&s&s)", &text, &target_text);
  moved = find_view (self, text);
  target = find_view (self, target_text);
  if (moved == NULL || target == NULL || moved == target)
    return;
  edit = crm_saved_views_new_move (crm_view_reading_get_views (crm_context_get_views (self->context)), &moved->id, &target->id);
  apply (self, edit);
}

static void
on_unpin_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  const CrmSavedView *view = find_view (self, g_variant_get_string (parameter, NULL));
  g_autoptr (CrmEdit) edit = view != NULL ? crm_saved_view_new_pin (view, FALSE) : NULL;

  if (edit != NULL)
    apply (self, edit);
}

void
crm_window_add_view_actions (CrmWindow *self)
{
  static const GActionEntry entries[] = {
    { "view", on_view, "s" },
    { "all-records", on_all_records, "s" },
    { "move-view", on_move_view, "(ss)" },
    { "unpin-view", on_unpin_view, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
