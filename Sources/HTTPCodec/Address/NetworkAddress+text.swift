extension NetworkAddress {
    /// From its written form: four decimal numbers without leading zeros, or the groups of RFC 4291 §2.2; without
    /// brackets, port or zone. `nil` for anything else.
    package init?(_ text: Span<UInt8>) {
        if let number = Self.version4(text) {
            self.init(version4: number)
        } else if let address = Self.version6(text) {
            self = address
        } else {
            return nil
        }
    }

    private static func version4(_ text: Span<UInt8>) -> UInt32? {
        guard text.count >= 7, text.count <= 15 else { return nil }
        var result: UInt32 = 0
        var position = 0
        for place in 0..<4 {
            let start = position
            var number: UInt32 = 0
            while position < text.count, position - start < 3, let digit = digit(text[position]), digit < 10 {
                number = number * 10 + UInt32(digit)
                position += 1
            }
            guard position > start, number <= 255, position - start == 1 || text[start] != 0x30 else { return nil }
            result = result << 8 | number
            if place < 3 {
                guard position < text.count, text[position] == 0x2E else { return nil }
                position += 1
            }
        }
        return position == text.count ? result : nil
    }

    private static func version6(_ text: Span<UInt8>) -> NetworkAddress? {
        guard text.count >= 2, text.count <= 45 else { return nil }
        var groups = InlineArray<8, UInt16>(repeating: 0)
        var count = 0
        var gap: Int?
        var position = 0
        if text[0] == ASCII.colon {
            guard text[1] == ASCII.colon else { return nil }
            gap = 0
            position = 2
        }
        while position < text.count {
            guard count < 8 else { return nil }
            let start = position
            var group: UInt16 = 0
            while position < text.count, position - start < 4, let digit = digit(text[position]) {
                group = group << 4 | UInt16(digit)
                position += 1
            }
            if position < text.count, text[position] == 0x2E {
                guard count <= 6, let four = version4(text.extracting(start..<text.count)) else { return nil }
                groups[count] = UInt16(truncatingIfNeeded: four >> 16)
                groups[count + 1] = UInt16(truncatingIfNeeded: four)
                count += 2
                break
            }
            guard position > start else { return nil }
            groups[count] = group
            count += 1
            guard position < text.count else { break }
            // After one colon another group is due, unless a second colon makes it the gap.
            guard text[position] == ASCII.colon, position + 1 < text.count else { return nil }
            position += 1
            guard text[position] == ASCII.colon else { continue }
            guard gap == nil else { return nil }
            gap = count
            position += 1
        }
        // A gap stands for at least one group of zeros.
        guard gap == nil ? count == 8 : count <= 7 else { return nil }
        return join(groups, count: count, gap: gap ?? count)
    }

    private static func join(_ groups: InlineArray<8, UInt16>, count: Int, gap: Int) -> NetworkAddress {
        var halves = (high: UInt64(0), low: UInt64(0))
        for place in 0..<8 {
            let behind = place - (8 - count)
            let group = place < gap ? groups[place] : behind >= gap ? groups[behind] : 0
            halves.high = halves.high << 16 | halves.low >> 48
            halves.low = halves.low << 16 | UInt64(group)
        }
        return NetworkAddress(high: halves.high, low: halves.low)
    }

    /// The value of a hexadecimal digit.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// The one recommended form (RFC 5952 §4), without brackets.
    package var description: String {
        var buffer = ByteBuffer()
        buffer.append(self)
        return unsafe buffer.bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension ByteBuffer {
    /// Appends an address in its one recommended form (RFC 5952 §4), without brackets.
    package mutating func append(_ address: NetworkAddress) {
        guard !address.isVersion4 else { return appendVersion4(UInt32(truncatingIfNeeded: address.low)) }
        let gap = Self.longestGap(address)
        var place = 0
        while place < 8 {
            if place == gap.lowerBound, !gap.isEmpty {
                append("::")
                place = gap.upperBound
                continue
            }
            if place > 0, place != gap.upperBound || gap.isEmpty { append(ASCII.colon) }
            append(hexadecimal: UInt64(Self.group(address, place)))
            place += 1
        }
    }

    private mutating func appendVersion4(_ number: UInt32) {
        for place in 0..<4 {
            if place > 0 { append(0x2E) }
            append(decimal: UInt64(number >> UInt32(24 - place * 8) & 0xFF))
        }
    }

    private static func group(_ address: NetworkAddress, _ place: Int) -> UInt16 {
        let half = place < 4 ? address.high : address.low
        return UInt16(truncatingIfNeeded: half >> UInt64(48 - place % 4 * 16))
    }

    /// The first of the longest runs of two or more groups of zeros; empty where there is none.
    private static func longestGap(_ address: NetworkAddress) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for place in 0...8 {
            if place < 8, group(address, place) == 0 { continue }
            if place - start >= 2, place - start > longest.count { longest = start..<place }
            start = place + 1
        }
        return longest
    }
}
