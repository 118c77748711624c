/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows Markdown as widgets. cmark takes the text apart; what is made of the parts is a label, or a box of them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/help/crm-help-text.h"

#include <adwaita.h>
#include <cmark.h>

/* Deeper than this is nobody's text. */
#define MAX_DEPTH 8

struct _CrmHelpText
{
  GtkBox parent_instance;
};

enum
{
  ACTIVATE_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmHelpText, crm_help_text, GTK_TYPE_BOX)

/* ── a line of text ───────────────────────────────────────────────────────────────────────── */

static void
add_escaped (GString *markup, const char *before, cmark_node *node, const char *after)
{
  g_autofree char *escaped = g_markup_escape_text (cmark_node_get_literal (node), -1);

  g_string_append_printf (markup, "%s%s%s", before, escaped, after);
}

static void
add_link (GString *markup, cmark_node *node, gboolean entering)
{
  g_autofree char *escaped = g_markup_escape_text (cmark_node_get_url (node), -1);

  if (entering)
    g_string_append_printf (markup, "<a href=\"%s\">", escaped);
  else
    g_string_append (markup, "</a>");
}

static char *
dup_markup (cmark_node *block)
{
  GString *markup = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (block);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      gboolean entering = event == CMARK_EVENT_ENTER;

      switch ((int)cmark_node_get_type (node))
        {
        case CMARK_NODE_TEXT:
          add_escaped (markup, "", node, "");
          break;
        case CMARK_NODE_CODE:
          add_escaped (markup, "<tt>", node, "</tt>");
          break;
        case CMARK_NODE_STRONG:
          g_string_append (markup, entering ? "<b>" : "</b>");
          break;
        case CMARK_NODE_EMPH:
          g_string_append (markup, entering ? "<i>" : "</i>");
          break;
        case CMARK_NODE_LINK:
          add_link (markup, node, entering);
          break;
        case CMARK_NODE_SOFTBREAK:
          g_string_append_c (markup, ' ');
          break;
        case CMARK_NODE_LINEBREAK:
          g_string_append_c (markup, '\n');
          break;
        default:
          break;
        }
    }
  cmark_iter_free (iter);
  return g_string_free_and_steal (markup);
}

static gboolean
on_link (GtkLabel *label, const char *uri, gpointer data)
{
  g_signal_emit (data, signals[ACTIVATE_LINK], 0, uri);
  return TRUE;
}

static GtkWidget *
new_label (CrmHelpText *self, const char *markup, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  g_signal_connect (label, "activate-link", G_CALLBACK (on_link), self);
  return label;
}

/* ── blocks ───────────────────────────────────────────────────────────────────────────────── */

static void add_blocks (CrmHelpText *self, GtkBox *box, cmark_node *parent, guint depth);

static GtkWidget *
new_box (int spacing)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);
}

static void
add_heading (CrmHelpText *self, GtkBox *box, cmark_node *node)
{
  int level = cmark_node_get_heading_level (node);
  g_autofree char *markup = dup_markup (node);
  GtkWidget *label = new_label (self, markup, GTK_ACCESSIBLE_ROLE_HEADING);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, level == 1 ? "title-1" : level == 2 ? "title-4"
                                                                       : "heading");
  if (level > 1)
    gtk_widget_set_margin_top (label, 12);
  gtk_box_append (box, label);
}

static void
add_paragraph (CrmHelpText *self, GtkBox *box, cmark_node *node)
{
  g_autofree char *markup = dup_markup (node);

  gtk_box_append (box, new_label (self, markup, GTK_ACCESSIBLE_ROLE_LABEL));
}

/* What an item names a file by, when that is all it does; or NULL. */
static cmark_node *
find_sample (cmark_node *item)
{
  cmark_node *paragraph = cmark_node_first_child (item);
  cmark_node *link = paragraph != NULL && cmark_node_next (paragraph) == NULL ? cmark_node_first_child (paragraph) : NULL;

  if (link == NULL || cmark_node_get_type (link) != CMARK_NODE_LINK || cmark_node_next (link) != NULL || !g_str_has_prefix (cmark_node_get_url (link), "sample:"))
    return NULL;
  return link;
}

static void
on_sample_clicked (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[ACTIVATE_LINK], 0, g_object_get_data (G_OBJECT (button), "target"));
}

/* A file to take along is a thing to press. */
static void
add_sample (CrmHelpText *self, GtkBox *box, cmark_node *link)
{
  const char *text = cmark_node_get_literal (cmark_node_first_child (link));
  GtkWidget *content = g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "document-save-symbolic", "label", text, "can-shrink", TRUE, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", content, "halign", GTK_ALIGN_START, "can-shrink", TRUE, NULL);

  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (cmark_node_get_url (link)), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_sample_clicked), self);
  gtk_box_append (box, button);
}

static void
add_item (CrmHelpText *self, GtkBox *box, cmark_node *item, const char *mark, guint depth)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 6, NULL);
  GtkWidget *bullet = gtk_label_new (mark);
  GtkWidget *content = new_box (6);

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (bullet), 2);
  gtk_widget_add_css_class (bullet, "dim-label");
  gtk_widget_add_css_class (bullet, "numeric");
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), content);
  gtk_box_append (box, row);
  add_blocks (self, GTK_BOX (content), item, depth + 1);
}

static void
add_list (CrmHelpText *self, GtkBox *box, cmark_node *node, guint depth)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
  int number = cmark_node_get_list_start (node);

  for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
    {
      cmark_node *sample = find_sample (item);
      g_autofree char *mark = ordered ? g_strdup_printf ("%d.", number++) : g_strdup ("•");

      if (sample != NULL)
        add_sample (self, GTK_BOX (list), sample);
      else
        add_item (self, GTK_BOX (list), item, mark, depth);
    }
  gtk_box_append (box, list);
}

static void
add_code (GtkBox *box, cmark_node *node)
{
  g_autofree char *text = g_strchomp (g_strdup (cmark_node_get_literal (node)));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "help-code");
  gtk_widget_add_css_class (label, "card");
  gtk_box_append (box, label);
}

static void
add_quote (CrmHelpText *self, GtkBox *box, cmark_node *node, guint depth)
{
  GtkWidget *quote = new_box (6);

  gtk_widget_add_css_class (quote, "card");
  gtk_widget_add_css_class (quote, "help-code");
  gtk_box_append (box, quote);
  add_blocks (self, GTK_BOX (quote), node, depth + 1);
}

static void
add_block (CrmHelpText *self, GtkBox *box, cmark_node *node, guint depth)
{
  switch ((int)cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      add_heading (self, box, node);
      break;
    case CMARK_NODE_PARAGRAPH:
      add_paragraph (self, box, node);
      break;
    case CMARK_NODE_LIST:
      add_list (self, box, node, depth);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code (box, node);
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      add_quote (self, box, node, depth);
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      break;
    default:
      break;
    }
}

static void
add_blocks (CrmHelpText *self, GtkBox *box, cmark_node *parent, guint depth)
{
  if (depth > MAX_DEPTH)
    return;
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    add_block (self, box, node, depth);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_help_text_class_init (CrmHelpTextClass *klass)
{
  signals[ACTIVATE_LINK] = g_signal_new ("activate-link", CRM_TYPE_HELP_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_help_text_init (CrmHelpText *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

void
crm_help_text_set_markdown (CrmHelpText *self, const char *markdown)
{
  g_autofree char *valid = NULL;
  cmark_node *document;
  GtkWidget *child;

  g_return_if_fail (CRM_IS_HELP_TEXT (self) && markdown != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  valid = g_utf8_make_valid (markdown, -1);
  document = cmark_parse_document (valid, strlen (valid), CMARK_OPT_DEFAULT);
  add_blocks (self, GTK_BOX (self), document, 0);
  cmark_node_free (document);
}

static void
collect (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget))
    {
      g_string_append (text, gtk_label_get_text (GTK_LABEL (widget)));
      g_string_append_c (text, '\n');
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

char *
crm_help_text_dup_plain (CrmHelpText *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_HELP_TEXT (self), NULL);

  collect (GTK_WIDGET (self), text);
  return g_string_free_and_steal (text);
}
