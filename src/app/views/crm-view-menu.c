/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of saved views on a page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-view-menu.h"

#include "core/views/crm-facet-group.h"

#include <glib/gi18n-lib.h>

static void
append_choice (GMenu *menu, const char *name, const char *action, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_group_menu (GPtrArray *facets)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) none = g_menu_new ();
  g_autoptr (GMenu) fields = g_menu_new ();

  append_choice (none, C_ ("group", "Nothing"), "views.group", "");
  for (guint i = 0; facets != NULL && i < facets->len; i++)
    {
      const CrmFacet *facet = facets->pdata[i];

      if (crm_facet_can_group (facet))
        append_choice (fields, facet->label, "views.group", facet->name);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (none));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (fields));
  return G_MENU_MODEL (menu);
}

GMenuModel *
crm_view_menu_new (CrmViewReading *reading, const CrmViewPlace *place, gboolean one_is_shown)
{
  GPtrArray *views = crm_view_reading_get_views (reading);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GMenu) saved = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new ();
  g_autoptr (GMenu) looks = g_menu_new ();
  g_autoptr (GMenuModel) groups = make_group_menu (crm_view_reading_get_facets (reading, place->kind));

  append_choice (all, _ (place->all), "views.show", "");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];

      if (view->kind == place->kind)
        append_choice (saved, view->name, "views.show", crm_id_format (&view->id, id));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (saved));
  g_menu_append_submenu (looks, _ ("_Group By"), groups);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
  g_menu_append (acts, _ ("_New View…"), "views.new");
  if (one_is_shown)
    {
      g_menu_append (acts, _ ("_Edit Conditions…"), "views.edit");
      g_menu_append (acts, _ ("_Save Columns, Groups and Filters"), "views.save");
      g_menu_append (acts, _ ("In the S_idebar"), "views.pinned");
      g_menu_append (acts, _ ("_Delete View"), "views.delete");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  return G_MENU_MODEL (menu);
}
