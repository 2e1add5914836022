package render

import (
	"os/exec"
	"syscall"
)

// diesWithUs has the system end the browser when this program ends in
// whatever way, and ends its helpers with it.
func diesWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
