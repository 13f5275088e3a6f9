#include "cli/command.h"

int main(int count, char** words) {
  return nn4n::run_program({words + (count > 0 ? 1 : 0), words + count});
}
