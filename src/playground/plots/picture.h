// Pictures: arrays of colours drawn as one textured rectangle, however many cells they have.
//
// A picture is filled again only when its key (a hash of what it shows) changes. Its pixels stay
// here, so that the renderer can make it anew after the graphics context was lost.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace nn4n::playground {

/// width x height colours, row-major, byte order of ColourMap.
using Pixels = std::span<std::uint32_t>;

class Pictures {
 public:
  Pictures() = default;
  ~Pictures();
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  /// Most cells across or down of a texture, which every WebGL 2 allows in practice. Where a
  /// picture has more, each cell of its texture has the mean colour of those that it stands for.
  static constexpr int kLargestSide = 4096;

  /// The picture `name`, filled by `fill` when it is new or its size or key changed.
  ImTextureRef get(const std::string& name, int width, int height, std::uint64_t key,
                   const std::function<void(Pixels)>& fill);

  /// Frees replaced textures that the renderer has destroyed. To be called once per frame, before
  /// it.
  void tidy();

  /// Textures whose cells must keep hard edges (the renderer filters the others).
  bool owns(const ImTextureData* texture) const;

 private:
  struct Picture {
    ImTextureData* texture = nullptr;
    int width = 0;  // of the picture, which may be larger than its texture
    int height = 0;
    std::uint64_t key = 0;
  };
  std::map<std::string, Picture> pictures_;
  std::vector<ImTextureData*> retired_;
};

/// Hash of raw bytes, for keys.
std::uint64_t hash_bytes(const void* data, std::size_t size,
                         std::uint64_t seed = 1469598103934665603u);

}  // namespace nn4n::playground
