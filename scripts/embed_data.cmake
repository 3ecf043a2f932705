# SPDX-License-Identifier: GPL-3.0-or-later
# Included, it defines embed_data(TARGET FILES...): a source made at build time that holds the FILES (below data/) as string
# constants. Run as a script (cmake -DDATA=... -DOUTPUT=... -DFILES="a|b" -P), it writes that source.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(BORESIGHT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(embed_data target)
    set(output ${CMAKE_BINARY_DIR}/generated/${target}_data.cpp)
    list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/data/ OUTPUT_VARIABLE sources)
    list(JOIN ARGN "|" names)
    add_custom_command(OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} "-DDATA=${CMAKE_SOURCE_DIR}/data" "-DOUTPUT=${output}" "-DFILES=${names}"
              -P ${BORESIGHT_EMBED_SCRIPT}
      DEPENDS ${sources} ${BORESIGHT_EMBED_SCRIPT} COMMENT "Embedding data/" VERBATIM)
    target_sources(${target} PRIVATE ${output})
  endfunction()
  return()
endif()

string(REPLACE "|" ";" names "${FILES}")
set(text "// Made from data/ by scripts/embed_data.cmake.\n#include \"catalog/embedded.h\"\n\n#include <array>\n\n")
string(APPEND text "namespace boresight::catalog {\nnamespace {\n\nconstexpr auto files = std::to_array<EmbeddedFile>({\n")
foreach(name IN LISTS names)
  file(READ ${DATA}/${name} content)
  if(content MATCHES "\\)boresight\"")
    message(FATAL_ERROR "data/${name} holds the end mark of a string constant")
  endif()
  string(APPEND text "    {\"${name}\", R\"boresight(${content})boresight\"},\n")
endforeach()
string(APPEND text "});\n\n}  // namespace\n\nstd::span<const EmbeddedFile> embedded_files() {\n    return files;\n}\n\n")
string(APPEND text "}  // namespace boresight::catalog\n")
file(WRITE ${OUTPUT} "${text}")
