# What is installed where, and the Debian package: `./dev package` builds it with the `release` preset and looks at it.
function(saathi_install)
  install(TARGETS saathi RUNTIME DESTINATION bin)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/config/ DESTINATION share/saathi/config PATTERN saathi.toml EXCLUDE)
  install(FILES ${CMAKE_SOURCE_DIR}/packaging/saathi.toml DESTINATION /etc/saathi)
  install(FILES ${CMAKE_SOURCE_DIR}/packaging/saathi.service DESTINATION lib/systemd/system)
  install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${CMAKE_SOURCE_DIR}/SECURITY.md
    ${CMAKE_SOURCE_DIR}/docs/moving.md ${CMAKE_SOURCE_DIR}/docs/keys.md DESTINATION share/doc/saathi)
  install(FILES ${CMAKE_SOURCE_DIR}/NOTICE DESTINATION share/doc/saathi RENAME copyright)
  # Manual pages and completion are printed by the program itself, from the tables that it works with.
  install(CODE "
    foreach(page saathi.1 saathi.toml.5)
      execute_process(COMMAND $<TARGET_FILE:saathi> manual \${page} OUTPUT_FILE ${CMAKE_BINARY_DIR}/\${page}
        COMMAND_ERROR_IS_FATAL ANY)
    endforeach()
    execute_process(COMMAND $<TARGET_FILE:saathi> manual bash OUTPUT_FILE ${CMAKE_BINARY_DIR}/completion
      COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES ${CMAKE_BINARY_DIR}/saathi.1 DESTINATION share/man/man1)
  install(FILES ${CMAKE_BINARY_DIR}/saathi.toml.5 DESTINATION share/man/man5)
  install(FILES ${CMAKE_BINARY_DIR}/completion DESTINATION share/bash-completion/completions RENAME saathi)
endfunction()

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_NAME saathi)
set(CPACK_PACKAGE_VENDOR Saathi)
set(CPACK_PACKAGE_CONTACT "the Saathi authors <saathi@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "helpline and SMS hotline gateway")
set(CPACK_PACKAGE_DESCRIPTION "Workers in distress text or call one number and are answered in their own language;
people at the right organisation find their cases in one queue and answer them.
What identifies a person is sealed.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, debconf | debconf-2.0, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS espeak-ng)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
configure_file(${CMAKE_SOURCE_DIR}/packaging/preinst ${CMAKE_BINARY_DIR}/control/preinst @ONLY
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/control/preinst)
foreach(script postinst prerm postrm config templates conffiles)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/packaging/${script})
endforeach()
include(CPack)
