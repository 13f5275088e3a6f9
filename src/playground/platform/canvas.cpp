#include "playground/platform/canvas.h"

#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace nn4n::playground {

namespace {

/// Gives pictures hard edges where a cell covers several pixels; smaller pictures stay smoothed.
void sharpen(const Pictures& pictures) {
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status != ImTextureStatus_OK || !pictures.owns(texture)) continue;
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture->TexID));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  }
}

}  // namespace

Canvas::Canvas(std::string selector) : selector_(std::move(selector)) {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.alpha = false;
  wanted.depth = false;
  wanted.stencil = false;
  wanted.antialias = false;             // ImGui smooths its edges itself
  wanted.preserveDrawingBuffer = true;  // a frame paints only what is new
  wanted.majorVersion = 2;
  context_ = emscripten_webgl_create_context(selector_.c_str(), &wanted);
  begin();
}

Canvas::~Canvas() {
  if (!usable()) return;
  ImGui_ImplOpenGL3_Shutdown();
  emscripten_webgl_destroy_context(context_);
}

void Canvas::begin() {
  repaint_.forget();
  if (context_ <= 0) return;
  emscripten_webgl_make_context_current(context_);
  ImGui_ImplOpenGL3_Init("#version 300 es");
}

void Canvas::resize(double css_width, double css_height, double pixel_ratio) {
  const int width = std::max(1, static_cast<int>(std::lround(css_width * pixel_ratio)));
  const int height = std::max(1, static_cast<int>(std::lround(css_height * pixel_ratio)));
  if (width == width_ && height == height_) return;
  width_ = width;
  height_ = height;
  repaint_.forget();
  emscripten_set_canvas_element_size(selector_.c_str(), width, height);
}

void Canvas::paint(ImDrawData* data, const Pictures& pictures) {
  if (!usable()) return;
  emscripten_webgl_make_context_current(context_);
  ImGui_ImplOpenGL3_NewFrame();
  // Textures first, so that they can be sharpened before they are drawn with.
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_OK) continue;
    ImGui_ImplOpenGL3_UpdateTexture(texture);
    repaint_.forget();
  }
  sharpen(pictures);
  glViewport(0, 0, width_, height_);
  const ImVec4 app = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  const ImU32 empty = ImGui::ColorConvertFloat4ToU32(app);
  if (std::exchange(empty_, empty) != empty) repaint_.forget();
  glClearColor(app.x, app.y, app.z, 1);
  const PixelBox all = pixels_of(*data);
  for (const PixelBox& box : repaint_.take(*data)) {
    box == all ? glDisable(GL_SCISSOR_TEST) : glEnable(GL_SCISSOR_TEST);
    glScissor(box.left, all.bottom - box.bottom, box.right - box.left, box.bottom - box.top);
    glClear(GL_COLOR_BUFFER_BIT);
    ImDrawData part = repaint_.within(box, *data);
    ImGui_ImplOpenGL3_RenderDrawData(&part);
  }
}

void Canvas::lost() {
  if (!usable()) return;
  // Nothing is left to delete, but ImGui must forget its textures and make them again.
  ImGui_ImplOpenGL3_Shutdown();
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  lost_ = true;
}

void Canvas::restored() {
  if (!lost_) return;
  lost_ = false;
  begin();
}

}  // namespace nn4n::playground
