namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>Bytes that grow. Copies share the memory until one of them is written.</summary>
internal sealed class SimulatedBytes
{
    private byte[] _buffer = [];
    private bool _isShared;

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    internal SimulatedBytes Copy()
    {
        _isShared = true;
        return new SimulatedBytes { _buffer = _buffer, _isShared = true, Length = Length };
    }

    internal void Write(int position, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Own(Math.Max(Length, position + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(position));
        Length = Math.Max(Length, position + bytes.Length);
    }

    internal void SetLength(int length)
    {
        Own(Math.Max(Length, length));
        if (length < Length)
        {
            // What is cut off is zero when the file grows again.
            _buffer.AsSpan(length, Length - length).Clear();
        }

        Length = length;
    }

    private void Own(int capacity)
    {
        if (!_isShared && capacity <= _buffer.Length)
        {
            return;
        }

        var buffer = new byte[capacity <= _buffer.Length ? _buffer.Length : Math.Max(capacity, 2 * _buffer.Length)];
        Span.CopyTo(buffer);
        _buffer = buffer;
        _isShared = false;
    }
}
