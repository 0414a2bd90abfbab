using System.CommandLine;

namespace RepoTickets.CommandLine.Frame;

/// <summary>A command at the top, made only when it is asked for: making all of them takes longer than most of them run.</summary>
internal sealed record CommandEntry(string Name, Func<CommandFrame, Command> Build);
