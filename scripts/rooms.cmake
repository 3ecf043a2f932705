# SPDX-License-Identifier: GPL-3.0-or-later
# The rooms of the house and what each may use. Arrows go down only; check_layers reads the includes.

add_room(platform src/platform fmt::fmt Threads::Threads)

add_room(dsp dsp PkgConfig::FFTW3F ${FFTW3F_THREADS} ${LIQUID_LIBRARY} Threads::Threads)
target_include_directories(boresight_dsp PUBLIC ${LIQUID_INCLUDE})
# Complex products without NaN rescue and sums in any order: without these the loops are not vectorized.
target_compile_options(boresight_dsp PRIVATE $<$<CONFIG:Release>:-O3> $<$<CXX_COMPILER_ID:GNU>:-fcx-limited-range>
                       -fassociative-math -fno-signed-zeros -fno-trapping-math)

add_room(catalog src/catalog boresight_platform tomlplusplus::tomlplusplus)
include(scripts/embed_data.cmake)
file(GLOB data_files RELATIVE ${CMAKE_SOURCE_DIR}/data CONFIGURE_DEPENDS data/*.csv data/bands/*.csv data/operators/*.csv
     data/scenes/*.toml data/locks/*.toml data/devices/*.toml data/*.toml data/magnetic/*.cof
     data/phone/*)
embed_data(boresight_catalog ${data_files})
add_room(radio src/radio boresight_platform boresight_dsp boresight_catalog SoapySDR nlohmann_json::nlohmann_json)
add_room(scene src/scene boresight_platform boresight_catalog SoapySDR PkgConfig::FFTW3F ${FFTW3F_THREADS}
         tomlplusplus::tomlplusplus)
# What is said of dsp holds for its loops as well.
target_compile_options(boresight_scene PRIVATE $<$<CONFIG:Release>:-O3> $<$<CXX_COMPILER_ID:GNU>:-fcx-limited-range>)
# The same made world as a module, which SoapySDR loads into programs of others.
set_target_properties(boresight_scene boresight_catalog boresight_platform PROPERTIES POSITION_INDEPENDENT_CODE ON)
add_library(scene MODULE src/scene/module/main.cpp)
set_target_properties(scene PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/modules)
target_link_libraries(scene PRIVATE boresight_scene)
install(TARGETS scene LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/SoapySDR/modules0.8)
add_room(store src/store boresight_platform boresight_catalog SQLite::SQLite3)
add_room(aim src/aim boresight_platform)
add_room(pose src/pose boresight_platform boresight_catalog PkgConfig::GEOGRAPHICLIB nlohmann_json::nlohmann_json)
add_room(advise src/advise boresight_platform boresight_catalog boresight_aim)
add_room(report src/report boresight_platform boresight_catalog boresight_dsp boresight_aim boresight_store
         nlohmann_json::nlohmann_json)
add_room(survey src/survey boresight_catalog boresight_radio boresight_store boresight_dsp boresight_aim boresight_pose)
add_room(app src/app boresight_survey boresight_report boresight_advise tomlplusplus::tomlplusplus)
add_room(sound src/sound boresight_platform)
if(TARGET PkgConfig::PORTAUDIO)
  target_link_libraries(boresight_sound PRIVATE PkgConfig::PORTAUDIO)
  target_compile_definitions(boresight_sound PRIVATE BORESIGHT_PORTAUDIO)
endif()
add_room(phone src/phone boresight_app nlohmann_json::nlohmann_json)
target_link_libraries(boresight_phone PRIVATE PkgConfig::HTTPLIB PkgConfig::QRENCODE)
add_room(cli src/cli boresight_app boresight_phone boresight_sound boresight_catalog CLI11::CLI11
         nlohmann_json::nlohmann_json)

add_executable(boresight src/cli/main.cpp)
target_link_libraries(boresight PRIVATE ${BORESIGHT_ROOMS} CLI11::CLI11)

if(TARGET PkgConfig::IMGUI)
  add_room(ui ui boresight_app PkgConfig::IMGUI glfw OpenGL::GL ${CMAKE_DL_LIBS})
  list(REMOVE_ITEM BORESIGHT_ROOMS boresight_ui)  # who draws nothing needs none of its libraries
  add_executable(boresight-ui ui/main.cpp)
  target_link_libraries(boresight-ui PRIVATE boresight_ui boresight_app boresight_scene)
endif()
