#include "playground/plots/picture.h"

#include <imgui_internal.h>

#include <algorithm>
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
  const bool fits = texture && texture->Width == width && texture->Height == height;
  if (texture && !fits) retired_.push_back(texture);
  if (!fits) texture = create(width, height);
  if (!fits || picture.key != key) {
    fill({reinterpret_cast<std::uint32_t*>(texture->GetPixels()),
          static_cast<std::size_t>(width) * static_cast<std::size_t>(height)});
    picture.key = key;
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
