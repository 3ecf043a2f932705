# SPDX-License-Identifier: GPL-3.0-or-later
# The checks of the house as CTest cases: each on this tree, and each on bad examples that it must find.
foreach(check layers style forbidden format)
  add_test(NAME house.${check} COMMAND ${CMAKE_CURRENT_LIST_DIR}/check_${check})
  add_test(NAME house.${check}_finds_what_is_wrong COMMAND ${CMAKE_CURRENT_LIST_DIR}/check_${check} --self-test)
  list(APPEND house_cases house.${check} house.${check}_finds_what_is_wrong)
endforeach()
set_tests_properties(${house_cases} PROPERTIES LABELS house SKIP_RETURN_CODE 77)
add_test(NAME scripts.build_installs_builds_and_runs COMMAND ${CMAKE_SOURCE_DIR}/tests/scripts/build_test)
add_test(NAME scripts.compare_peers_reads_what_peers_say COMMAND ${CMAKE_SOURCE_DIR}/scripts/compare_peers --self-test)
add_test(NAME scripts.make_operators_makes_the_names COMMAND ${CMAKE_SOURCE_DIR}/tests/scripts/make_operators_test)
set_tests_properties(scripts.make_operators_makes_the_names PROPERTIES SKIP_RETURN_CODE 77)
