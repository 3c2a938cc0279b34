// What the file system needs to be told so that a new file survives a power cut: its folder is flushed too.
#pragma once

#include <filesystem>

namespace store {

// Flushes the folder that holds `file`, so that the file's name is on disk. False: it could not.
[[nodiscard]] bool flush_folder_of(std::filesystem::path const& file);

}  // namespace store
