#include "playground/plots/picture.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace nn4n::playground {

namespace {

ImTextureData* create(int width, int height) {
  ImTextureData* texture = IM_NEW(ImTextureData)();
  texture->Create(ImTextureFormat_RGBA32, width, height);
  texture->UseColors = true;
  texture->SetStatus(ImTextureStatus_WantCreate);
  ImGui::RegisterUserTexture(texture);
  return texture;
}

void destroy(ImTextureData* texture) {
  if (ImGui::GetCurrentContext()) ImGui::UnregisterUserTexture(texture);
  IM_DELETE(texture);
}

/// The mean colour of a block of cells, each channel by itself.
std::uint32_t mean_colour(const std::vector<std::uint32_t>& cells, int width, const ImRect& block) {
  std::array<std::uint64_t, 4> sum{};
  std::uint64_t count = 0;
  for (int y = static_cast<int>(block.Min.y); y < static_cast<int>(block.Max.y); ++y) {
    for (int x = static_cast<int>(block.Min.x); x < static_cast<int>(block.Max.x); ++x, ++count) {
      const std::uint32_t cell =
          cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)];
      for (std::size_t c = 0; c < 4; ++c) sum[c] += cell >> (8 * c) & 0xff;
    }
  }
  std::uint32_t colour = 0;
  for (std::size_t c = 0; c < 4; ++c)
    colour |= static_cast<std::uint32_t>((sum[c] + count / 2) / count) << (8 * c);
  return colour;
}

/// Where the part `index` of so many begins in a row of `size` cells.
float part_begin(int index, int parts, int size) {
  return static_cast<float>(std::int64_t{index} * size / parts);
}

void shrink(const std::vector<std::uint32_t>& cells, int width, int height, int columns, int rows,
            Pixels pixels) {
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const ImRect block{part_begin(column, columns, width), part_begin(row, rows, height),
                         part_begin(column + 1, columns, width), part_begin(row + 1, rows, height)};
      pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
             static_cast<std::size_t>(column)] = mean_colour(cells, width, block);
    }
  }
}

/// The whole picture goes up again, unless it has not been made yet.
void upload(ImTextureData& texture) {
  if (texture.Status != ImTextureStatus_OK) return;
  const ImTextureRect all{0, 0, static_cast<unsigned short>(texture.Width),
                          static_cast<unsigned short>(texture.Height)};
  texture.UpdateRect = all;
  texture.Updates.resize(0);
  texture.Updates.push_back(all);
  texture.SetStatus(ImTextureStatus_WantUpdates);
}

}  // namespace

Pictures::~Pictures() {
  for (auto& [name, picture] : pictures_) destroy(picture.texture);
  for (ImTextureData* texture : retired_) destroy(texture);
}

ImTextureRef Pictures::get(const std::string& name, int width, int height, std::uint64_t key,
                           const std::function<void(Pixels)>& fill) {
  Picture& picture = pictures_[name];
  ImTextureData*& texture = picture.texture;
  const int columns = std::min(width, kLargestSide);
  const int rows = std::min(height, kLargestSide);
  const bool fits = texture && picture.width == width && picture.height == height;
  if (texture && !fits) retired_.push_back(texture);
  if (!fits) texture = create(columns, rows);
  if (!fits || picture.key != key) {
    const Pixels pixels{reinterpret_cast<std::uint32_t*>(texture->GetPixels()),
                        static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)};
    if (columns == width && rows == height) {
      fill(pixels);
    } else {
      std::vector<std::uint32_t> cells(static_cast<std::size_t>(width) *
                                       static_cast<std::size_t>(height));
      fill(cells);
      shrink(cells, width, height, columns, rows, pixels);
    }
    picture = {.texture = texture, .width = width, .height = height, .key = key};
    upload(*texture);
  }
  if (texture->Status == ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_WantCreate);
  return texture->GetTexRef();
}

void Pictures::tidy() {
  for (ImTextureData* texture : retired_) {
    const bool made =
        texture->Status == ImTextureStatus_OK || texture->Status == ImTextureStatus_WantUpdates;
    if (made) {
      texture->UnusedFrames = 1;
      texture->SetStatus(ImTextureStatus_WantDestroy);
    } else if (texture->Status == ImTextureStatus_WantCreate) {
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
  }
  std::erase_if(retired_, [](ImTextureData* texture) {
    if (texture->Status != ImTextureStatus_Destroyed) return false;
    destroy(texture);
    return true;
  });
}

bool Pictures::owns(const ImTextureData* texture) const {
  return std::any_of(pictures_.begin(), pictures_.end(),
                     [&](const auto& entry) { return entry.second.texture == texture; });
}

std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) seed = (seed ^ bytes[i]) * 1099511628211u;
  return seed;
}

}  // namespace nn4n::playground
