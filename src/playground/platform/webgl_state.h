// What Dear ImGui's renderer asks WebGL about its state, answered without asking.
//
// The renderer saves the state before it draws and restores it afterwards, for programs that draw
// with the same context themselves. The page does not: its state is always that of a new context. A
// browser answers such a question only after everything that was drawn before, so the thread that
// answers clicks would stand still until then: for most of the time where the processor draws.
//
// The build includes this file before imgui_impl_opengl3.cpp, and nowhere else.
#pragma once

#include <GLES3/gl3.h>

namespace nn4n::playground {

/// Like glGetIntegerv; asks only for what never changes, for example the largest size of a texture.
inline void webgl_state(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      break;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      break;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *value = GL_ZERO;
      break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      break;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
      *value = 0;
      break;
    case GL_VIEWPORT:  // both are set before anything is drawn
    case GL_SCISSOR_BOX:
      value[0] = value[1] = value[2] = value[3] = 0;
      break;
    default:
      glGetIntegerv(name, value);
  }
}

}  // namespace nn4n::playground

#define glGetIntegerv nn4n::playground::webgl_state
