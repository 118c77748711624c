/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The company at the head of what is printed: its logo, name and where to reach it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/print/crm-letterhead.h"

#include <glib/gi18n-lib.h>

/* Points. */
#define LOGO_HEIGHT 44
#define LOGO_WIDTH  150
#define GAP         14
#define ABOVE_RULE  6
#define BELOW_RULE  14

typedef struct
{
  cairo_surface_t *logo; /* nullable */
  char *name;
  char *lines;
} Letterhead;

static void
letterhead_free (gpointer data)
{
  Letterhead *self = data;

  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_free (self->name);
  g_free (self->lines);
  g_free (self);
}

/* ── making ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const guchar *data;
  gsize left;
} Png;

static cairo_status_t
read_png (void *closure, unsigned char *data, unsigned int length)
{
  Png *png = closure;

  if (length > png->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, png->data, length);
  png->data += length;
  png->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
load_logo (const char *text)
{
  gsize length;
  g_autofree guchar *data = *text != '\0' ? g_base64_decode (text, &length) : NULL;
  Png png = { data, data != NULL ? length : 0 };
  cairo_surface_t *logo;

  if (data == NULL)
    return NULL;
  logo = cairo_image_surface_create_from_png_stream (read_png, &png);
  if (cairo_surface_status (logo) == CAIRO_STATUS_SUCCESS)
    return logo;
  cairo_surface_destroy (logo);
  return NULL;
}

static char *
dup_lines (CrmWorkspace *workspace)
{
  const char *address = crm_workspace_get (workspace, CRM_SETTING_COMPANY_ADDRESS), *tax = crm_workspace_get (workspace, CRM_SETTING_COMPANY_TAX_NUMBER);
  const char *reach[] = { crm_workspace_get (workspace, CRM_SETTING_COMPANY_PHONE), crm_workspace_get (workspace, CRM_SETTING_COMPANY_EMAIL), crm_workspace_get (workspace, CRM_SETTING_COMPANY_WEBSITE) };
  g_autoptr (GString) text = g_string_new (address);
  gboolean first = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (reach); i++)
    if (*reach[i] != '\0')
      {
        g_string_append (text, !first ? " · " : text->len > 0 ? "\n"
                                                              : "");
        g_string_append (text, reach[i]);
        first = FALSE;
      }
  if (*tax != '\0')
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Tax number: %s"), tax);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* ── drawing ──────────────────────────────────────────────────────────────────────────────── */

static double
get_logo_scale (const Letterhead *self)
{
  double width, height;

  if (self->logo == NULL)
    return 0;
  width = cairo_image_surface_get_width (self->logo);
  height = cairo_image_surface_get_height (self->logo);
  return MIN (LOGO_WIDTH / MAX (width, 1), LOGO_HEIGHT / MAX (height, 1));
}

static double
get_logo_width (const Letterhead *self)
{
  return self->logo != NULL ? cairo_image_surface_get_width (self->logo) * get_logo_scale (self) : 0;
}

static PangoLayout *
make_text (const char *text, PangoContext *context, double width, double size, gboolean bold)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(MAX (width, 40) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static double
get_text_width (const Letterhead *self, double width)
{
  return width - (self->logo != NULL ? get_logo_width (self) + GAP : 0);
}

static double
get_content_height (const Letterhead *self, PangoContext *context, double width)
{
  g_autoptr (PangoLayout) name = make_text (self->name, context, get_text_width (self, width), 11, TRUE);
  g_autoptr (PangoLayout) lines = make_text (self->lines, context, get_text_width (self, width), 8.5, FALSE);
  double text = (*self->name != '\0' ? get_height (name) : 0) + (*self->lines != '\0' ? get_height (lines) : 0);
  double logo = self->logo != NULL ? cairo_image_surface_get_height (self->logo) * get_logo_scale (self) : 0;

  return MAX (text, logo);
}

static double
measure (gpointer data, PangoContext *context, double width)
{
  return get_content_height (data, context, width) + ABOVE_RULE + BELOW_RULE;
}

static void
draw_logo (const Letterhead *self, cairo_t *cairo, double x)
{
  double scale = get_logo_scale (self);

  cairo_save (cairo);
  cairo_translate (cairo, x, 0);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_surface (cairo, self->logo, 0, 0);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

static void
draw (gpointer data, PangoContext *context, cairo_t *cairo, double width, double height)
{
  const Letterhead *self = data;
  gboolean mirrored = pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL;
  double text_width = get_text_width (self, width), x = mirrored ? 0 : width - text_width, y = 0;
  g_autoptr (PangoLayout) name = make_text (self->name, context, text_width, 11, TRUE);
  g_autoptr (PangoLayout) lines = make_text (self->lines, context, text_width, 8.5, FALSE);

  if (self->logo != NULL)
    draw_logo (self, cairo, mirrored ? width - get_logo_width (self) : 0);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  if (*self->name != '\0')
    {
      cairo_move_to (cairo, x, 0);
      pango_cairo_show_layout (cairo, name);
      y = get_height (name);
    }
  cairo_set_source_rgb (cairo, 0.3, 0.3, 0.3);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, lines);
  cairo_set_source_rgb (cairo, 0.6, 0.6, 0.6);
  cairo_set_line_width (cairo, 0.5);
  cairo_move_to (cairo, 0, height - BELOW_RULE);
  cairo_line_to (cairo, width, height - BELOW_RULE);
  cairo_stroke (cairo);
}

static const CrmSheetDrawing drawing = { measure, draw };

void
crm_letterhead_add (CrmSheet *sheet, CrmWorkspace *workspace)
{
  g_autofree char *lines = NULL;
  cairo_surface_t *logo;
  Letterhead *self;

  g_return_if_fail (sheet != NULL && CRM_IS_WORKSPACE (workspace));

  lines = dup_lines (workspace);
  logo = load_logo (crm_workspace_get (workspace, CRM_SETTING_COMPANY_LOGO));
  if (*lines == '\0' && logo == NULL)
    return;
  self = g_new0 (Letterhead, 1);
  *self = (Letterhead){ logo, g_strdup (crm_workspace_get_company (workspace)), g_steal_pointer (&lines) };
  crm_sheet_set_head (sheet, &drawing, self, letterhead_free);
}
