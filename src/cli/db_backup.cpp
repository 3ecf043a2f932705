// SPDX-License-Identifier: GPL-3.0-or-later
// boresight db backup: a whole copy of the database, looked over.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/catalog_arguments.h"
#include "cli/db_actions.h"
#include "cli/progress.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using store::CheckResult;

std::string backup_json(const std::filesystem::path& database, const CheckResult& copy) {
    using json = nlohmann::ordered_json;
    const json object{{"boresight", version()},
                      {"command", "db backup"},
                      {"database", database.string()},
                      {"backup", copy.file.string()},
                      {"ok", copy.ok()},
                      {"size_bytes", copy.size_bytes},
                      {"schema_version", copy.schema_version},
                      {"readings", copy.counts.readings},
                      {"cells", copy.counts.cells},
                      {"sessions", copy.counts.sessions},
                      {"events", copy.counts.events}};
    return object.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

std::string backup_text(const CheckResult& copy) {
    return fmt::format(
        "Backed up to {}: {}, whole (integrity and references checked)\n{}\nNext: boresight --db {} db "
        "check\n",
        copy.file.string(), size_text(copy.size_bytes), contents_text(copy.counts), shell_word(copy.file.string()));
}

}  // namespace

void back_up_database(const std::filesystem::path& database, const std::filesystem::path& target,
                      store::ExistingFile existing, Context& context) {
    const auto copy = [&] {
        Progress progress(context, "Copying");
        return store::backup(database, target, existing, [&](double share) { return progress.update(share); });
    }();
    if (!copy) {
        context.err << "Stopped; no backup was made.\n";
        context.exit_code = ExitCode::stopped;
        return;
    }
    context.out << (context.format == Format::json ? backup_json(database, *copy) : backup_text(*copy));
}

}  // namespace boresight::cli
