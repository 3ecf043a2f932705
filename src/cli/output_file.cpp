// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.h"

#include <filesystem>
#include <span>

#include "platform/error.h"
#include "platform/file_system.h"

namespace boresight::cli {

void write_output(const std::string& file, const std::string& text, std::ostream& screen) {
    if (file == "-") {
        screen << text << std::flush;
        return;
    }
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (std::filesystem::is_directory(status))
        throw Error(Error::Kind::bad_input, {.what = "this is a folder",
                                             .where = file,
                                             .expected = "the name of a file to write",
                                             .fix = "Add a name to it"});
    // Renaming over a device or a pipe would put a file in its place.
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        system_files().replace(file)->write(std::as_bytes(std::span(text)));
        return;
    }
    replace_text(system_files(), file, text, Durability::power);
}

}  // namespace boresight::cli
