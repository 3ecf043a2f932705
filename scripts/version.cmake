# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DSOURCE=DIR -DVERSION=x.y.z -DOUTPUT=FILE -P version.cmake
# Writes src/platform/version.cpp, and only when something in it changed: version, commit, date of the data.
set(COMMIT "$Format:%h$") # git archive puts the hash here
set(DATA_DATE "")

# The repository counts only when this tree is its top, not when it lies inside of another one.
function(git result)
  execute_process(COMMAND git --no-optional-locks -C ${SOURCE} ${ARGN}
                  OUTPUT_VARIABLE out ERROR_QUIET RESULT_VARIABLE code OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT code EQUAL 0)
    set(out "")
  endif()
  set(${result} "${out}" PARENT_SCOPE)
endfunction()

file(REAL_PATH ${SOURCE} tree)
git(top rev-parse --show-toplevel)
if(top STREQUAL tree)
  git(COMMIT rev-parse --short=10 HEAD)
  git(changed status --porcelain --untracked-files=no)
  if(COMMIT AND changed)
    string(APPEND COMMIT "+dirty")
  endif()
endif()
if(NOT COMMIT MATCHES "^[0-9a-f]+(\\+dirty)?$")
  set(COMMIT unknown)
endif()

# The newest day that the comments of the data name; where they name none, the day data was last committed.
file(GLOB_RECURSE data_files ${SOURCE}/data/*)
foreach(data_file ${data_files})
  file(STRINGS ${data_file} comments REGEX "^#.*20[0-9][0-9]-[01][0-9]-[0-3][0-9]" LIMIT_COUNT 20)
  string(REGEX MATCHALL "20[0-9][0-9]-[01][0-9]-[0-3][0-9]" days "${comments}")
  foreach(day ${days})
    if(day STRGREATER DATA_DATE)
      set(DATA_DATE ${day})
    endif()
  endforeach()
endforeach()
if(NOT DATA_DATE AND top STREQUAL tree)
  git(DATA_DATE log -1 --format=%cs -- data)
endif()
if(NOT DATA_DATE)
  set(DATA_DATE unknown)
endif()

configure_file(${SOURCE}/src/platform/version.cpp.in ${OUTPUT} @ONLY)
