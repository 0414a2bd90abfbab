using System.ComponentModel;
using System.Diagnostics;

namespace RepoTickets.CommandLine.Reports;

/// <summary>
/// Shows a file in the program that the desktop opens pages with. What it starts gets none of this program's streams: it must neither write
/// into a screen nor end with this program.
/// </summary>
internal static class BrowserLauncher
{
    /// <summary>The opener is looked for by the shell, which takes its streams away.</summary>
    private const string Script = "command -v \"$1\" >/dev/null 2>&1 || exit 127; \"$1\" \"$2\" </dev/null >/dev/null 2>&1 &";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether something was started. False where there is no desktop, and when nothing there opens files.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="environment">Reads a variable of the environment.</param>
    internal static bool TryOpen(string path, Func<string, string?> environment)
    {
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS() &&
            string.IsNullOrEmpty(environment("DISPLAY")) && string.IsNullOrEmpty(environment("WAYLAND_DISPLAY")))
        {
            // What opens files without a desktop takes the terminal over.
            return false;
        }

        try
        {
            using var started = Process.Start(
                OperatingSystem.IsWindows() ? new(path) { UseShellExecute = true } : Shell(path, environment));
            return OperatingSystem.IsWindows() || (started is not null && started.WaitForExit(Patience) && started.ExitCode == 0);
        }
        catch (Exception exception)
            when (exception is Win32Exception or PlatformNotSupportedException or FileNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Shell(string path, Func<string, string?> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", OperatingSystem.IsMacOS() ? "open" : "xdg-open", path]);
        start.Environment["PATH"] = environment("PATH");
        return start;
    }
}
